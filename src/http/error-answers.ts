/** Every error as `{"error": {"code", "message"}}`, with nothing of our insides in it. */
import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { hasZodFastifySchemaValidationErrors } from "fastify-type-provider-zod";
import type { Socket } from "node:net";
import { codedError, type ErrorCode, errorTable, isCodedError } from "../errors.ts";
import type { HttpApp } from "./http-app.ts";
import type { ErrorAnswer } from "./schemas/error.ts";
import { retryAfterSeconds } from "./server-limits.ts";

/** What Fastify refuses by itself, in our codes. */
const fastifyCodes: Record<string, ErrorCode> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: "MEDIA_TYPE_UNSUPPORTED",
  FST_ERR_CTP_BODY_TOO_LARGE: "BODY_TOO_LARGE",
  FST_ERR_NOT_FOUND: "NOT_FOUND",
  FST_ERR_MAX_PARAM_LENGTH: "NOT_FOUND",
};

/** Messages of our own faults, by status; the details are in the log under the request's id. */
const faults: Record<number, string> = {
  500: "something went wrong inside; the log has it under the request id",
  502: "a service that this needs gave no answer",
  503: "this cannot be done right now; try again",
};

/** Installs the error and not-found handlers. */
export function answerErrors(app: HttpApp) {
  app.setErrorHandler(answerError);
  app.setNotFoundHandler((_request, reply) => {
    sendCode(reply, "NOT_FOUND", "there is nothing here");
  });
}

/** Answers any error, known or not; what is unknown is logged and shown as INTERNAL. */
export function answerError(error: FastifyError, request: FastifyRequest, reply: FastifyReply) {
  const { code, message } = describe(error);
  const { statusCode } = errorTable[code];
  if (statusCode >= 500) {
    const level = statusCode === 503 ? "warn" : "error";
    request.log[level]({ err: error, code, url: request.routeOptions.url }, "request failed");
  }
  if (statusCode === 503) reply.header("retry-after", String(retryAfterSeconds));
  if (statusCode === 401 && code === "UNAUTHENTICATED") reply.header("www-authenticate", "Bearer");
  sendCode(reply, code, faults[statusCode] ?? message);
}

function sendCode(reply: FastifyReply, code: ErrorCode, message: string) {
  const answer: ErrorAnswer = { error: { code, message } };
  // As text: the route's answer schemas do not apply to it.
  reply
    .code(errorTable[code].statusCode)
    .header("content-type", "application/json; charset=utf-8")
    .send(JSON.stringify(answer));
}

function describe(error: FastifyError): { code: ErrorCode; message: string } {
  if (isCodedError(error)) return { code: error.code, message: error.message };
  if (hasZodFastifySchemaValidationErrors(error)) {
    const where = error.validationContext ?? "request";
    const problems = error.validation.map(({ instancePath, message }) => `${where}${instancePath}: ${message}`);
    return { code: "REQUEST_INVALID", message: problems.join("; ") };
  }
  const known = fastifyCodes[error.code];
  if (known !== undefined) return { code: known, message: error.message };
  if (isUnreachable(error)) return { code: "STORE_UNAVAILABLE", message: "" };
  const isCallers = typeof error.statusCode === "number" && error.statusCode >= 400 && error.statusCode < 500;
  return isCallers ? { code: "REQUEST_INVALID", message: error.message } : { code: "INTERNAL", message: "" };
}

/** PostgreSQL's classes 08, 53 and 57, and what the socket beneath it reports. */
function isUnreachable(error: { code?: unknown }): boolean {
  return (
    typeof error.code === "string" &&
    /^(?:08|53|57)\w{3}$|^E(?:CONN\w+|PIPE|TIMEDOUT|HOSTUNREACH|NOTFOUND|AI_AGAIN)$/.test(error.code)
  );
}

/** Answers what Node's parser could not read, in our shape; a body that came too slowly is a 408, which Jira retries. */
export function answerUnreadable(error: Error & { code?: string }, socket: Socket) {
  if (error.code === "ECONNRESET" || socket.destroyed) return;
  const status =
    error.code === "ERR_HTTP_REQUEST_TIMEOUT"
      ? "408 Request Timeout"
      : error.code === "HPE_HEADER_OVERFLOW"
        ? "431 Request Header Fields Too Large"
        : "400 Bad Request";
  const { code } = codedError("REQUEST_INVALID", status);
  const body = JSON.stringify({ error: { code, message: status.slice(4).toLowerCase() } } satisfies ErrorAnswer);
  if (socket.writable) {
    socket.end(
      `HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    );
  } else socket.destroy();
}
