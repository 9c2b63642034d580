import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { chromium } from 'playwright';
import { browserPath } from '../../tests/support/browser.ts';

// `npm run write -- icons` runs this file, which draws `public/icon.svg` as the PNG files that an installed app needs.

/** The blue of `public/icon.svg`, which fills the corners of masked icons. */
const brandColour = '#0f6cbd';

interface IconFile {
  readonly name: string;
  /** Width and height in pixels. */
  readonly size: number;
  /**
   * Whether the system cuts the icon into a shape of its own. The square is then filled up to its corners. The drawing lies within
   * the circle that every system shows (80 % of the width).
   * @see https://www.w3.org/TR/appmanifest/#icon-masks
   */
  readonly isMasked: boolean;
}

const iconFiles: readonly IconFile[] = [
  { name: 'icon-192', size: 192, isMasked: false },
  { name: 'icon-512', size: 512, isMasked: false },
  { name: 'maskable-192', size: 192, isMasked: true },
  { name: 'maskable-512', size: 512, isMasked: true },
  // iOS takes this size, and rounds the corners itself.
  { name: 'apple-touch', size: 180, isMasked: true },
];

const folder = 'public/icons';
const svg = readFileSync('public/icon.svg').toString('base64');
const executablePath = browserPath();
const browser = await chromium.launch({
  ...(executablePath && { executablePath }),
  ...(process.getuid?.() === 0 && { args: ['--no-sandbox'] }),
});
mkdirSync(folder, { recursive: true });
for (const { name, size, isMasked } of iconFiles) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(
    `<body style="margin: 0; background: ${isMasked ? brandColour : 'transparent'}">
      <img src="data:image/svg+xml;base64,${svg}" width="${size}" height="${size}" alt="" />`,
  );
  await page.locator('img').evaluate((image: HTMLImageElement) => image.decode());
  writeFileSync(`${folder}/${name}.png`, await page.screenshot({ omitBackground: true }));
  await page.close();
}
await browser.close();
