export type Child = Node | string | null | false;

/**
 * Creates an element. Strings become text nodes, so a user's name cannot become markup. `null` and `false` are left out.
 * @param props the attributes. `false` leaves an attribute out, and `true` stands for the empty text.
 */
export function createElement(
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

/** Creates a list item that names something, describes it, and has further elements. */
export const createRow = (name: string, text: string, ...more: Child[]): HTMLElement =>
  createElement('li', {}, createElement('strong', {}, name), createElement('span', {}, text), ...more);

/**
 * Creates a button whose click sends a request to a path under `/emulator/`. `main.ts` handles the clicks.
 * @param body the body of a POST request; `null` for a DELETE request.
 * @param what the person or thing on which the button acts, for its accessible name.
 */
export function createRequestButton(text: string, path: string, body: object | null, what = ''): HTMLElement {
  return createElement(
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

/** Replaces the content of an element. It updates elements instead of recreating them, so that they keep the focus. */
export function replaceContent(target: Element, ...content: Child[]): void {
  updateChildren(target, createElement('div', {}, ...content));
}

/** @throws Error if the page has no element of this type (by default, any HTML element) with this id. */
export function requireElement<T extends HTMLElement = HTMLElement>(id: string, type?: new () => T): T {
  const element = document.getElementById(id);
  if (element instanceof (type ?? HTMLElement)) return element as T;
  throw new Error(`The page has no #${id}.`);
}

/** Makes the children of `current` equal to those of `wanted`. */
function updateChildren(current: Element, wanted: Element): void {
  const currentNodes = Array.from(current.childNodes);
  const wantedNodes = Array.from(wanted.childNodes);
  for (const [index, wantedNode] of wantedNodes.entries()) {
    const currentNode = currentNodes[index];
    if (!currentNode) current.append(wantedNode);
    else if (canUpdate(currentNode, wantedNode)) updateNode(currentNode, wantedNode);
    else currentNode.replaceWith(wantedNode);
  }
  for (const surplusNode of currentNodes.slice(wantedNodes.length)) surplusNode.remove();
}

/** Tells whether a node can be made equal to another: one of the same kind, and for elements with the same id. */
const canUpdate = (current: Node, wanted: Node): boolean =>
  current.nodeName === wanted.nodeName &&
  (!isElement(current) || !isElement(wanted) || current.id === wanted.id);

const isElement = (node: Node): node is Element => node.nodeType === Node.ELEMENT_NODE;

function updateNode(current: Node, wanted: Node): void {
  if (!isElement(current) || !isElement(wanted)) {
    if (current.nodeValue !== wanted.nodeValue) current.nodeValue = wanted.nodeValue;
    return;
  }
  for (const { name } of Array.from(current.attributes)) {
    if (!wanted.hasAttribute(name)) current.removeAttribute(name);
  }
  for (const { name, value } of wanted.attributes) {
    if (current.getAttribute(name) !== value) current.setAttribute(name, value);
  }
  updateChildren(current, wanted);
}
