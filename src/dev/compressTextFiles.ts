import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';

/** Compresses the text files of a folder with Brotli, so that the service need not compress them for each request. */
export function compressTextFiles(folder: string): void {
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!/\.(js|css|html|json|svg)$/.test(file)) continue;
    const path = join(folder, file);
    // By default, Node compresses with the best and slowest quality.
    writeFileSync(`${path}.br`, brotliCompressSync(readFileSync(path)));
  }
}
