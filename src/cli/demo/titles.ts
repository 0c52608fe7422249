/** What work is called in the demo: titles as teams write them, by the epic or project that the work belongs to. */
import type { Random } from "./random.ts";

const titlesOf: Readonly<Record<string, readonly string[]>> = {
  "New shop platform": [
    "Move the product catalogue to the new service",
    "Customer accounts survive the move",
    "Sign in with a one-time code",
    "Search results in under 300 ms",
    "Product pages for screen readers",
    "Price lists per customer group",
    "Stock levels update while you look",
    "Wish lists follow you between devices",
    "Redirect every old address to its new one",
    "Order history for guests",
    "Picture gallery loads on slow lines",
    "Size guide beside every garment",
    "Newsletter sign-up asks for consent",
    "Import ten years of reviews",
    "Nightly export to the warehouse",
    "Image resizing on the edge",
    "Design tokens for the component library",
    "Category pages from the editorial team",
    "Error pages that help",
    "Vouchers that cannot be used twice",
    "Load test with twice the Christmas traffic",
    "Roll back a release in a minute",
    "Cookie banner without dark patterns",
    "Store finder on the map",
    "Track a parcel without signing in",
    "Back office for returns",
  ],
  Checkout: [
    "One page from basket to order",
    "Address completion as you type",
    "Delivery slots for bulky goods",
    "Guest checkout without an account",
    "Order summary stays in view",
    "Say early what is out of stock",
    "Vouchers in the basket, not at the end",
    "Remember the last delivery address",
    "Explain a declined card in plain words",
    "Gift wrapping and a greeting card",
    "VAT numbers of business customers",
    "Checkout works by keyboard alone",
    "Split an order over two addresses",
    "Keep the basket when the session ends",
    "Show the delivery date before paying",
    "Terms on one screen",
    "Confirmation mail within a minute",
    "Telephone number becomes optional",
  ],
  "Beta feedback": [
    "Filters stay when I go back",
    "Let me compare three products",
    "Show prices with delivery",
    "Dark pictures are too dark",
    "I want my invoices as PDF",
    "Too many confirmation mails",
    "Undo for removing from the basket",
    "Bigger buttons on the phone",
    "Say which sizes are sold out",
    "Search does not know my misspellings",
    "Reviews with pictures first",
    "Stop asking for my birthday",
  ],
  "Open in Portugal": [
    "Shop texts in Portuguese",
    "MB WAY as a payment method",
    "Delivery contracts with CTT",
    "Portuguese invoices with NIF",
    "Support hours for Lisbon",
  ],
  "Open in Norway": [
    "Prices in kroner, VAT included",
    "Vipps as a payment method",
    "Customs papers for parcels",
    "Shop texts in Norwegian",
  ],
  "Search that finds": [
    "Synonyms from the support desk's tickets",
    "Rank by what people bought",
    "Suggestions while typing",
    "No result is never a dead end",
    "Filter by delivery date",
    "Search within a brand",
    "Misspelt brands find the brand",
    "Measure searches without a click",
    "Colour search understands “petrol”",
  ],
  "Payments revamp": [
    "Cards through the new provider",
    "Strong customer authentication",
    "PayPal express",
    "Pay by invoice with a credit check",
    "Apple Pay and Google Pay",
    "Refunds in the customer's own method",
    "Chargebacks reach the back office",
    "Payments reconciled every night",
    "Instalments above 200 euros",
    "Saved cards survive the move",
    "Retry a failed payment once",
  ],
  "Faster product pages": [
    "Fonts without a flash",
    "Half the JavaScript on product pages",
    "Pictures in AVIF",
    "Cache product data at the edge",
    "Reviews load when they are looked at",
    "Budget for third-party scripts",
    "Prefetch the basket",
    "Measure real visits, not the lab",
  ],
};

const elsewhere = [
  "First screens with five customers",
  "Texts in all languages",
  "Numbers for the weekly report",
  "Rules for special cases",
  "Help page and answers for support",
  "Works on small phones",
  "Switch it on for one customer in ten",
];

const variants = ["on the phone", "for business customers", "for guests", "in the app", "in all languages"];

/** A title for new work in a container, one that none of the given ones has had yet; internal work is marked now and then. */
export function draftTitle(container: string, titles: Iterable<string>, random: Random): string {
  // Rules leave such titles out.
  const internal = random.chance(0.03) ? internalMark : "";
  const taken = new Set([...titles].map(plainTitle));
  const pool = titlesOf[container] ?? elsewhere.map((title) => `${container}: ${title.toLowerCase()}`);
  const fresh = pool.find((title) => !taken.has(title));
  if (fresh !== undefined) return `${internal}${fresh}`;
  const varied = pool.flatMap((title) => variants.map((variant) => `${title}, ${variant}`));
  return `${internal}${random.pick(varied.filter((title) => !taken.has(title))) ?? random.pick(varied)}`;
}

const internalMark = "[internal] ";
const afterthoughts = ["second attempt", "agreed with design", "needs a decision", "smaller first step"];
const anyAfterthought = new RegExp(` \\((${afterthoughts.join("|")})\\)$`);

/** Without what people have added to it. */
function plainTitle(title: string): string {
  return title.replace(internalMark, "").replace(anyAfterthought, "");
}

/** How a title is put better, when somebody tidies up. */
export function retitled(title: string, random: Random): string {
  const plain = title.replace(anyAfterthought, "");
  return plain === title ? `${plain} (${random.pick(afterthoughts)})` : plain;
}
