/** The address of `GET /api/v1/overview`: everything that the overview of a period shows. */

export const overviewPath = "/api/v1/overview";

/** Of the present period without an id. */
export function overviewKeyOf(period: string | null): string {
  return period === null ? overviewPath : `${overviewPath}?period=${encodeURIComponent(period)}`;
}
