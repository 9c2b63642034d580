import type { Page } from 'playwright';

/**
 * A page without the app. Its button opens a list of 350 rows of plain text, of which it renders the rows near the visible ones,
 * as the app's list does. No list of the app can open or scroll with less work.
 */
const plainListHtml = `<!doctype html><style>
  body { margin: 0; display: grid; grid-template-columns: 1fr auto; height: 900px }
  aside { width: 320px; overflow-y: auto }
  ul { position: relative; height: ${350 * 44}px; margin: 0; padding: 0 }
  li { position: absolute; inset-inline: 0; height: 44px; list-style: none }
</style><main><button id="open">Open</button><button id="close">Close</button></main><script>
const rows = new Map();
let aside = null;
function renderRows() {
  const first = Math.max(0, Math.floor(aside.scrollTop / 44) - 6);
  const end = Math.min(350, Math.ceil((aside.scrollTop + aside.clientHeight) / 44) + 6);
  for (const [index, row] of rows) if ((index < first || index >= end) && rows.delete(index)) row.remove();
  for (let index = first; index < end; index += 1) {
    if (rows.has(index)) continue;
    const row = document.createElement('li');
    row.style.top = index * 44 + 'px';
    row.textContent = 'Participant ' + index;
    rows.set(index, row);
    aside.firstElementChild.append(row);
  }
}
document.getElementById('open').onclick = () => {
  aside = document.createElement('aside');
  aside.innerHTML = '<ul aria-label="Plain list"></ul>';
  aside.onscroll = renderRows;
  document.body.append(aside);
  renderRows();
};
document.getElementById('close').onclick = () => { rows.clear(); aside.remove(); };
</script>`;

export const openPlainListPage = (page: Page): Promise<void> => page.setContent(plainListHtml);
