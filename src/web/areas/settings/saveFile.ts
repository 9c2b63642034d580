/** Hands the person a JSON file. */
export function saveFile(data: object, name: string): void {
  const address = URL.createObjectURL(
    new Blob([JSON.stringify(data, null, 2)], { type: 'application/json' }),
  );
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken it by then; without this the file would stay in memory as long as the page.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
