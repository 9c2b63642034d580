import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';

/**
 * These tests read the Dockerfile as Azure Container Registry does. `az acr build` lists the base images before it starts
 * Docker, and it ends the build if one of their names is invalid. Its scanner is public:
 * https://github.com/Azure/acr-builder/blob/main/scan/dependencies.go. It has these rules:
 *
 * - It reads line by line, and looks only at lines whose first word is ARG or FROM.
 * - A value from the command line wins over the default in an ARG line. The scanner keeps a default as it is written.
 * - It replaces `$NAME` and `${NAME}` in a FROM line once. An unknown name becomes an empty text.
 * - A FROM line is `FROM <image>` or `FROM <image> AS <stage>`. An image that is the name of an earlier stage is not a
 *   base image.
 */

const dockerfile = readFileSync(resolve(import.meta.dirname, '../../../Dockerfile'), 'utf8');
/** A host and path in lower case, optionally a tag, optionally a digest. */
const imageName =
  /^[a-z\d]+(?:[._-]+[a-z\d]+)*(?::\d+)?(?:\/[a-z\d]+(?:[._-]+[a-z\d]+)*)*(?::\w[\w.-]{0,127})?(?:@sha256:[\da-f]{64})?$/;

/** @param buildArguments what `--build-arg` passes @returns the base images @throws Error for what the scanner refuses */
function scanBaseImages(text: string, buildArguments: Readonly<Record<string, string>>): readonly string[] {
  const values = new Map(Object.entries(buildArguments));
  const stages = new Set<string>();
  const baseImages: string[] = [];
  for (const line of text.split('\n')) {
    const [instruction = '', argument = '', as, stage] = line.trim().split(/\s+/);
    if (instruction.toUpperCase() === 'ARG') {
      const [, name = '', defaultValue] = /^([^=]+)=(.*)$/.exec(argument) ?? [];
      if (defaultValue !== undefined && !values.has(name)) values.set(name, defaultValue);
    }
    if (instruction.toUpperCase() !== 'FROM') continue;
    const image = argument.replace(
      /\$(?:\{(\w+)\}|(\w+))/g,
      (_text, braced?: string, plain?: string) => values.get(braced ?? plain ?? '') ?? '',
    );
    if (as !== undefined && (as.toLowerCase() !== 'as' || stage === undefined))
      throw new Error(`The scanner does not understand: ${line}`);
    if (!stages.has(image)) {
      if (!imageName.test(image)) throw new Error(`“${image}” is not the name of an image.`);
      baseImages.push(image);
    }
    if (stage !== undefined) stages.add(stage);
  }
  return [...new Set(baseImages)];
}

const nodeImage = `fabrikam.azurecr.io/node@sha256:${'0a'.repeat(32)}`;
const previousImage = `fabrikam.azurecr.io/switchboard@sha256:${'0b'.repeat(32)}`;

test('a registry build without a previous image needs only the Node image', () => {
  expect(scanBaseImages(dockerfile, { NODE_IMAGE: nodeImage })).toEqual([nodeImage]);
});

test('a registry build with a previous image needs both images', () => {
  const images = scanBaseImages(dockerfile, { NODE_IMAGE: nodeImage, PREVIOUS_IMAGE: previousImage });
  expect(new Set(images)).toEqual(new Set([nodeImage, previousImage]));
});

test('a registry build without the Node image ends', () => {
  expect(() => scanBaseImages(dockerfile, {})).toThrow('“” is not the name of an image.');
});
