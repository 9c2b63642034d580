/**
 * Finds each place where a spreadsheet may begin to read a formula. Where the decimal separator is a comma, spreadsheets end a
 * cell at a semicolon or a tab, also inside quotation marks that do not begin the cell. Spreadsheets pass over spaces, and read
 * the full-width signs of Chinese and Japanese keyboards like the others.
 */
const formulaStart = /(?<=^|[;\t\r\n])(?=\s*[=+\-@＝＋－＠]|[\t\r])/g;

/**
 * Writes one cell. An apostrophe in front of a formula makes a spreadsheet show the formula instead of running it. A
 * caller chooses the own display name, which could be a formula.
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
function toCell(text: string): string {
  const harmlessText = text.replaceAll(formulaStart, "'");
  return /[",\r\n]/.test(harmlessText) ? `"${harmlessText.replaceAll('"', '""')}"` : harmlessText;
}

/**
 * Writes a table as a CSV file. The file begins with a byte order mark, without which Excel does not read UTF-8.
 * @see https://www.rfc-editor.org/rfc/rfc4180
 */
export const toCsv = (rows: readonly (readonly string[])[]): string =>
  `\uFEFF${rows.map((cells) => `${cells.map(toCell).join(',')}\r\n`).join('')}`;
