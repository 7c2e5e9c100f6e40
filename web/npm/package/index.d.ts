/** Where a dossier is, or the dossier itself. */
export type Records = string | URL | object;

export type Status = "sourced" | "disputed" | "neutral" | "unsourced";

/** What is set as `data-…` on the script tag. Settings that are invalid are ignored, and the console says so. */
export interface Settings {
  /**
   * Highlights on the words or notes beside them; both if it is not set. `quiet`: only where the reader is; `off`: nothing until
   * `setVisible(true)`.
   */
  mode?: "highlight" | "markers" | "quiet" | "off";
  /** One status, or several with spaces between them. */
  show?: "all" | "none" | Status | `${Status} ${string}`;
  card?: "popover" | "sheet" | "aside" | "inline";
  summary?: "top" | "bottom" | "none";
  /** The language of the interface; by default that of the article. */
  lang?: "en" | "ko" | "zh" | "ja" | "ru" | "de" | "fr" | "es" | "ar" | "vi" | "pt" | "it" | "tr";
  dir?: "ltr" | "rtl";
  theme?: "auto" | "light" | "dark";
  /** Where the link “Report an error” goes. */
  feedback?: `https:${string}` | `mailto:${string}`;
  /** The digest of the records, `sha384-…`; for several dossiers, one each, with spaces between them. */
  integrity?: string;
  start?: "idle" | "visible" | "interaction";
  /** The name of an event that the window hears of when the text is complete. */
  await?: string;
  debug?: boolean;
  /** The folder in which the package’s `files` are served, where no bundler takes them along. */
  files?: string | URL;
}

export interface MountOptions extends Settings {
  records: Records | readonly Records[];
  /** The address of the article, where it stands beside others on a page that has another. */
  url?: string | URL;
  /** Destroys when it aborts. */
  signal?: AbortSignal;
}

export interface LoadSettings extends Settings {
  /** A CSS selector for the article. */
  root?: string;
}

/** How many checks have a place in the article. */
export interface Summary {
  placed: number;
  unplaced: number;
  counts?: Counts;
}

export interface Counts {
  claims: number;
  quotes: number;
  sourced: number;
  disputed: number;
  neutral: number;
  unsourced: number;
}

/** A check that is shown. Pages that were rendered with their checks know less of each. */
export interface Item {
  /** `#c01`, or `#c01@ferry` where it needs its dossier’s name. */
  id: string;
  number: number;
  kind: string;
  status: string;
  verdict: string;
  /** The words of the article. */
  exact: string;
  placement: string;
  dossier?: string;
  /** The words of the record. */
  text?: string;
  /** Where the words stand in the text of the article, in bytes. */
  start?: number;
  end?: number;
  automatic?: boolean;
  relation?: string;
  speaker?: string | null;
  quoteMatch?: string | null;
  sources?: number;
}

/** A check that has no place in the article, and why. */
export interface Unplaced {
  id: string;
  dossier?: string;
  kind?: string;
  placement?: string;
  reason?: string;
  exact?: string;
  text?: string;
  differences?: { kind: string; record: string; article: string }[];
}

export interface Report {
  placed: number;
  unplaced: Unplaced[];
  counts?: Counts;
}

/** What both the checks of a page and those of an article can do. */
export interface Checks {
  items(): Item[];
  get(id: string): Item | null;
  report(): Report;
  /** Opens the card of a check; false if there is no such check. */
  open(id: string): boolean;
  close(): void;
  next(): void;
  prev(): void;
  setVisible(visible?: boolean): void;
  /** Gives back the page as it was, to the byte. */
  destroy(): void;
}

/** The checks of an article that was mounted. After `destroy`, or when its signal has aborted, it does nothing. */
export interface Mounted extends Checks {
  readonly article: Element;
  /** Checks the article against these records, and no others. */
  update(records: Records | readonly Records[]): Promise<Summary>;
  /** Checks again; changes in the article are noticed without it. */
  refresh(): void;
}

/** The checks of the page: `window.sourcemark`. */
export interface Sourcemark extends Checks {
  readonly version: string;
  readonly ready: Promise<Summary>;
  load(records: string | object): Promise<Summary | null>;
  refresh(): Summary | undefined;
}

/**
 * Checks an article of the page, and resolves when its checks are shown. Several can be mounted beside one another; one that is
 * mounted already gets these records in the place of those it has.
 */
export function mount(article: Element, options: MountOptions): Promise<Mounted>;

/**
 * Checks the page, as the script tag does, and finds the article by itself. What is loaded already is loaded once; the settings
 * of the first call hold.
 */
export function load(records: Records | readonly Records[], settings?: LoadSettings): Promise<Sourcemark>;

interface Events {
  "sourcemark:ready": CustomEvent<Summary>;
  /** Can be cancelled: then the card stays closed. */
  "sourcemark:before-open": CustomEvent<{ id: string }>;
  "sourcemark:open": CustomEvent<{ id: string }>;
  "sourcemark:close": CustomEvent<{ id: string }>;
  "sourcemark:navigate": CustomEvent<{ id: string }>;
  "sourcemark:source-click": CustomEvent<{ id: string; url: string }>;
  "sourcemark:feedback": CustomEvent<{ id: string; url: string }>;
  "sourcemark:error": CustomEvent<{ code: string; message: string }>;
  "sourcemark:blocked": CustomEvent<{ reason: string }>;
}

declare global {
  interface Window {
    sourcemark?: Sourcemark;
  }
  interface HTMLElementEventMap extends Events {}
  interface DocumentEventMap extends Events {}
  interface HTMLElementTagNameMap {
    /** Where the summary goes. Readers see what is in it until the checks are shown. */
    "sourcemark-summary": HTMLElement;
    /** One card by itself; its attribute `record` names the check. */
    "sourcemark-card": HTMLElement;
  }
}

// The same two elements in React's JSX. Where React's types are not installed there is nothing to add them to, which is no mistake.
// @ts-ignore
declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      // @ts-ignore
      "sourcemark-summary": IntrinsicElements["section"] & { for?: string };
      // @ts-ignore
      "sourcemark-card": IntrinsicElements["section"] & { record: string };
    }
  }
}
