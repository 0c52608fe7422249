import pino, { type Logger } from "pino";

/** Logs to a file descriptor, at once: what a verb prints and what it logs stay in order. */
export function createLogger(level: string, fd: 1 | 2): Logger {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination({ fd, sync: true }));
}
