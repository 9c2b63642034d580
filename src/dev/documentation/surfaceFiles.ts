import { startEmulator } from '../../emulator/emulator.ts';
import type { OpenApiDocument } from '../../emulator/openapi/document.ts';
import { createControlsPage } from './controlsPage.ts';
import { createDeclaredTypes } from './declaredTypes.ts';
import { createHttpApiPage } from './httpApiPage.ts';
import type { WrittenFile } from './writtenFile.ts';

/** Reads the OpenAPI document of an emulator. */
async function readOpenApiDocument(): Promise<OpenApiDocument> {
  const emulator = await startEmulator();
  try {
    const response = await fetch(`${emulator.url}/openapi.json`);
    return (await response.json()) as OpenApiDocument;
  } finally {
    await emulator.stop();
  }
}

/** Creates the pages, tables and types that follow from what the emulator's routes, acts and conditions declare. */
export async function createSurfaceFiles(): Promise<WrittenFile[]> {
  const document = await readOpenApiDocument();
  return Promise.all([createHttpApiPage(document), createControlsPage(), createDeclaredTypes()]);
}
