# okr-sync in a container. The service's TypeScript runs as it is; only the dashboard is built.
FROM node:24-slim AS page

WORKDIR /app

# With optional packages, since one of them is esbuild for this platform; nothing of this stage but the built page is kept.
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts

COPY src ./src
RUN npm run build

FROM node:24-slim

ENV NODE_ENV=production
WORKDIR /app

# The image's own Node is new enough: the one that package.json brings for older machines stays out.
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --omit=optional --ignore-scripts && npm cache clean --force

COPY src ./src
COPY workers ./workers
COPY config ./config
COPY --from=page /app/src/web/dist ./src/web/dist

# The embedded database writes here and nowhere else, so the rest may be mounted read-only.
RUN mkdir -p /data && chown node:node /data
ENV OKR_SYNC_DATA=/data HOST=0.0.0.0 PORT=3000
VOLUME /data
USER node
EXPOSE 3000

HEALTHCHECK --interval=10s --timeout=3s --start-period=15s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]

ENTRYPOINT ["node", "src/cli.ts"]
CMD ["start"]
