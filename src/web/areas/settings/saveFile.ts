/** Lets the browser save data as a JSON file. @param name of the file */
export function saveFile(data: object, name: string): void {
  const address = URL.createObjectURL(
    new Blob([JSON.stringify(data, null, 2)], { type: 'application/json' }),
  );
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // Frees the memory of the file. After 10 seconds the browser has read the file.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
