/** Every error that okr-sync throws on purpose, by stable code. `statusCode` is what HTTP answers; `retryable` whether trying again can help. */

export const errorTable = {
  CONFIG_INVALID: { statusCode: 500, retryable: false },
  CONFIG_REFUSED: { statusCode: 422, retryable: false },
  CONFIG_OUTDATED: { statusCode: 503, retryable: true },
  ENV_INVALID: { statusCode: 500, retryable: false },
  DATABASE_UNAVAILABLE: { statusCode: 503, retryable: true },
  DATABASE_LOCKED: { statusCode: 503, retryable: false },
  QUEUE_UNAVAILABLE: { statusCode: 503, retryable: true },
  STORE_UNAVAILABLE: { statusCode: 503, retryable: true },
  SOURCE_UNKNOWN: { statusCode: 404, retryable: false },
  SOURCE_UNAUTHORISED: { statusCode: 502, retryable: false },
  SOURCE_UNAVAILABLE: { statusCode: 503, retryable: true },
  SOURCE_ANSWER_INVALID: { statusCode: 502, retryable: false },
  MEDIA_TYPE_UNSUPPORTED: { statusCode: 415, retryable: false },
  BODY_TOO_LARGE: { statusCode: 413, retryable: false },
  SIGNATURE_INVALID: { statusCode: 401, retryable: false },
  PAYLOAD_INVALID: { statusCode: 400, retryable: false },
  REQUEST_INVALID: { statusCode: 400, retryable: false },
  UNAUTHENTICATED: { statusCode: 401, retryable: false },
  FORBIDDEN: { statusCode: 403, retryable: false },
  NOT_FOUND: { statusCode: 404, retryable: false },
  KEY_RESULT_UNKNOWN: { statusCode: 404, retryable: false },
  OBJECTIVE_UNKNOWN: { statusCode: 404, retryable: false },
  PERIOD_UNKNOWN: { statusCode: 404, retryable: false },
  ISSUE_UNKNOWN: { statusCode: 404, retryable: false },
  LINK_UNKNOWN: { statusCode: 404, retryable: false },
  DELIVERY_UNKNOWN: { statusCode: 404, retryable: false },
  LINK_EXISTS: { statusCode: 409, retryable: false },
  USAGE: { statusCode: 400, retryable: false },
  SERVICE_UNREACHABLE: { statusCode: 502, retryable: true },
  INTERNAL: { statusCode: 500, retryable: false },
} as const satisfies Record<string, { statusCode: number; retryable: boolean }>;

export type ErrorCode = keyof typeof errorTable;

export interface CodedError extends Error {
  code: ErrorCode;
  statusCode: number;
  retryable: boolean;
}

/** An error from the table; keeps its cause. */
export function codedError(code: ErrorCode, message: string, cause?: unknown): CodedError {
  return Object.assign(new Error(message, cause === undefined ? {} : { cause }), { code, ...errorTable[code] });
}

export function isCodedError(error: unknown): error is CodedError {
  if (!(error instanceof Error)) return false;
  const { code } = error as Partial<CodedError>;
  return typeof code === "string" && Object.hasOwn(errorTable, code);
}
