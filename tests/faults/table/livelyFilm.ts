import { randomFillSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';

const [width, height, blockSize, frameCount] = [640, 360, 8, 30] as const;

/**
 * Writes a film for Chromium's fake camera in which everything moves. Chromium's own test picture needs less than 200 kbit/s, so a
 * weak network would not harm it.
 * @param path of a Y4M file
 * @see https://wiki.multimedia.cx/index.php/YUV4MPEG2
 */
export function writeLivelyFilm(path: string): void {
  const columns = width / blockSize;
  const blocks = Buffer.alloc(columns * (height / blockSize));
  const colours = Buffer.alloc((width * height) / 2, 128);
  const frames = Array.from({ length: frameCount }, () => {
    randomFillSync(blocks);
    const brightness = Buffer.alloc(width * height);
    for (let y = 0; y < height; y++)
      for (let column = 0; column < columns; column++) {
        const start = y * width + column * blockSize;
        brightness.fill(blocks[Math.floor(y / blockSize) * columns + column] ?? 0, start, start + blockSize);
      }
    return Buffer.concat([Buffer.from('FRAME\n'), brightness, colours]);
  });
  writeFileSync(
    path,
    Buffer.concat([Buffer.from(`YUV4MPEG2 W${width} H${height} F30:1 C420jpeg\n`), ...frames]),
  );
}
