/** Characters with which a spreadsheet takes a cell for a formula. */
const formulaStart = /^[=+\-@\t\r]/;

/**
 * Writes one cell. An apostrophe in front of a formula makes a spreadsheet show the formula instead of running it. A
 * caller chooses the own display name, which could be a formula.
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
function toCell(text: string): string {
  const harmlessText = formulaStart.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmlessText) ? `"${harmlessText.replaceAll('"', '""')}"` : harmlessText;
}

/**
 * Writes a table as a CSV file. The file begins with a byte order mark, without which Excel does not read UTF-8.
 * @see https://www.rfc-editor.org/rfc/rfc4180
 */
export const toCsv = (rows: readonly (readonly string[])[]): string =>
  `\uFEFF${rows.map((cells) => `${cells.map(toCell).join(',')}\r\n`).join('')}`;
