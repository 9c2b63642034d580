type Child = Node | string | null | false;

/**
 * Creates an element. Strings become text nodes, so names that users choose cannot become markup.
 * @param props attributes. `false` leaves one out.
 */
export function h(
  tag: keyof HTMLElementTagNameMap,
  props: Readonly<Record<string, string | boolean>> = {},
  ...children: Child[]
): HTMLElement {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value !== false) element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.filter((child) => child !== null && child !== false));
  return element;
}

/**
 * Creates a button that sends a request.
 * @param body of the POST; `null` sends a DELETE.
 * @param what the object of the button, for its accessible name.
 */
export function button(text: string, path: string, body: object | null, what = ''): HTMLElement {
  return h(
    'button',
    {
      type: 'button',
      'data-path': path,
      'data-body': body !== null && JSON.stringify(body),
      'aria-label': what === '' ? false : `${text} ${what}`,
    },
    text,
  );
}

/** Creates a button that copies a text. @param what its object, for the accessible name. */
export const copyButton = (text: string, what: string): HTMLElement =>
  h('button', { type: 'button', 'data-copy': text, 'aria-label': `Copy ${what}` }, 'Copy');

/** Replaces an element's content, but keeps the elements that stay, so that focus and pointer are not lost. */
export function show(target: Element, ...content: Child[]): void {
  const next = h('div', {}, ...content);
  morph(target, next);
}

/** @throws Error when the page has no such element. */
export function byId<T extends HTMLElement = HTMLElement>(id: string, type?: new () => T): T {
  const found = document.getElementById(id);
  if (found instanceof (type ?? HTMLElement)) return found as T;
  throw new Error(`The page has no #${id}.`);
}

function morph(now: Element, next: Element): void {
  const [old, wanted] = [Array.from(now.childNodes), Array.from(next.childNodes)];
  for (const [index, node] of wanted.entries()) {
    const present = old[index];
    if (!present) now.append(node);
    else if (same(present, node)) change(present, node);
    else present.replaceWith(node);
  }
  for (const gone of old.slice(wanted.length)) gone.remove();
}

const same = (a: Node, b: Node): boolean =>
  a.nodeName === b.nodeName && (!isElement(a) || !isElement(b) || a.id === b.id);

const isElement = (node: Node): node is Element => node.nodeType === Node.ELEMENT_NODE;

function change(now: Node, next: Node): void {
  if (!isElement(now) || !isElement(next)) {
    if (now.nodeValue !== next.nodeValue) now.nodeValue = next.nodeValue;
    return;
  }
  for (const { name } of Array.from(now.attributes)) if (!next.hasAttribute(name)) now.removeAttribute(name);
  for (const { name, value } of next.attributes) {
    if (now.getAttribute(name) !== value) now.setAttribute(name, value);
  }
  morph(now, next);
}
