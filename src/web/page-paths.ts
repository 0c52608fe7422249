/** The addresses of the dashboard's views. The service answers each with the same document, and the page reads its own. */
export const pagePaths = ["/", "/key-results/:id", "/plan", "/wall", "/reports", "/reports/:period"] as const;

export type PagePath = (typeof pagePaths)[number];
