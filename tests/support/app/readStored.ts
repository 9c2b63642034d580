/** Runs in a page of the app's origin: reads everything that the app has stored, also in the database of the call history. */
export async function readStored(): Promise<string> {
  const texts = Object.entries(localStorage)
    .filter(([key]) => key.startsWith('switchboard.kept.'))
    .map(([, text]) => text as string);
  for (const { name = '' } of await indexedDB.databases()) {
    if (!name.startsWith('switchboard.history.')) continue;
    texts.push(
      await new Promise<string>((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.addEventListener('error', () => reject(opening.error ?? new Error('It did not open.')));
        opening.addEventListener('success', () => {
          const reading = opening.result.transaction('entries').objectStore('entries').getAll();
          reading.addEventListener('success', () => {
            opening.result.close();
            resolve(JSON.stringify(reading.result));
          });
        });
      }),
    );
  }
  return texts.join('\n');
}
