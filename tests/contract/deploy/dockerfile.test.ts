import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';

const dockerfile = readFileSync(resolve(import.meta.dirname, '../../../Dockerfile'), 'utf8');
/** A host and path in lower case, and a digest. */
const imageName = /^[a-z\d]+(?:[._:/-]+[a-z\d]+)*@sha256:[\da-f]{64}$/;

/**
 * Lists the base images as `az acr build` does before it starts Docker. The registry ends a build if one of their names is invalid.
 * Its scanner reads the lines `ARG <name>=<default>`, and `FROM <image>` with or without `AS <stage>`. It replaces each variable of
 * a FROM line once, an unknown one by an empty text.
 * @param buildArguments what `--build-arg` passes
 * @throws Error for what the scanner refuses
 * @see https://github.com/Azure/acr-builder/blob/main/scan/dependencies.go
 */
function scanBaseImages(buildArguments: Readonly<Record<string, string>>): ReadonlySet<string> {
  const defaults = [...dockerfile.matchAll(/^ARG (\w+)=(.*)$/gim)].map(([, name, value]) => [name, value]);
  const values: Record<string, string> = { ...Object.fromEntries(defaults), ...buildArguments };
  const stages = new Set<string>();
  const baseImages = new Set<string>();
  for (const [line] of dockerfile.matchAll(/^FROM .*$/gim)) {
    const [, argument = '', stage] = /^FROM (\S+)(?: AS (\S+))?$/i.exec(line) ?? [];
    const image = argument.replace(/\$\{?(\w+)\}?/g, (_text, name: string) => values[name] ?? '');
    if (!stages.has(image)) {
      if (!imageName.test(image)) throw new Error(`“${image}” is not the name of an image.`);
      baseImages.add(image);
    }
    if (stage !== undefined) stages.add(stage);
  }
  return baseImages;
}

const nodeImage = `fabrikam.azurecr.io/node@sha256:${'0a'.repeat(32)}`;
const previousImage = `fabrikam.azurecr.io/switchboard@sha256:${'0b'.repeat(32)}`;

test('a registry build needs the Node image, and no previous image', () => {
  expect(scanBaseImages({ NODE_IMAGE: nodeImage })).toEqual(new Set([nodeImage]));
  const images = { NODE_IMAGE: nodeImage, PREVIOUS_IMAGE: previousImage };
  expect(scanBaseImages(images)).toEqual(new Set([nodeImage, previousImage]));
  expect(() => scanBaseImages({})).toThrow('“” is not the name of an image.');
});
