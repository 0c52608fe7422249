/** A body that many ask for: its bytes once, and each compressed form once, when somebody first takes it. */
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { type Encoding, encodingFor } from "./web-assets.ts";

const compress = { gzip: promisify(gzip), br: promisify(brotliCompress) };

/** Fast rather than small: it is compressed anew with each change, and by this much less than it would be at leisure. */
const gzipLevel = 4;
const brotliQuality = 4;

export const jsonType = "application/json; charset=utf-8";

export interface EncodedBody {
  /** In the smallest form that `accept-encoding` allows; compressing does not hold up the event loop. */
  as(acceptEncoding: string | undefined): Promise<{ encoding: Encoding; bytes: Buffer }>;
}

export function encodeBody(text: string): EncodedBody {
  const identity = Buffer.from(text);
  const forms = new Map<Encoding, Promise<Buffer>>([["identity", Promise.resolve(identity)]]);

  function formOf(encoding: Encoding): Promise<Buffer> {
    const known = forms.get(encoding);
    if (known !== undefined) return known;
    const form =
      encoding === "br"
        ? compress.br(identity, {
            params: {
              [constants.BROTLI_PARAM_QUALITY]: brotliQuality,
              [constants.BROTLI_PARAM_SIZE_HINT]: identity.length,
            },
          })
        : compress.gzip(identity, { level: gzipLevel });
    forms.set(encoding, form);
    return form;
  }

  return {
    async as(acceptEncoding) {
      const encoding = encodingFor(acceptEncoding);
      return { encoding, bytes: await formOf(encoding) };
    },
  };
}
