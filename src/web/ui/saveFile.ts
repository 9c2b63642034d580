/** Lets the browser save a text as a file. @param type the media type, for example `text/csv` */
export function saveFile(text: string, name: string, type: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // Frees the memory of the file. After 10 seconds the browser has read the file.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
