/** The port to whoever wants to hear of changed progress. */

/** A recorded change of progress, by id; publishers read what else they need. */
export interface PublishableChange {
  id: string;
  subject: "key_result" | "objective";
  subjectId: string;
}

export interface Publisher {
  id: string;
  /** At least once: the same changes may come again. Rejects when they could not be published and should come again. */
  publish(changes: readonly PublishableChange[]): Promise<void>;
}
