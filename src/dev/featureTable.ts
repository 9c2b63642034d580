import {
  featureMatrix,
  refusedMembers,
  type FeatureName,
  type Status,
} from '../emulator/sdk/features/matrix.ts';
import { createPageParts, createTable, type WrittenFile } from './documentation/writtenFile.ts';

/** The SDK features, and how the emulator's Calling SDK supports each of them. */
const features = Object.entries(featureMatrix) as [FeatureName, (typeof featureMatrix)[FeatureName]][];
const statuses: readonly Status[] = ['real', 'simulated', 'refused'];

/**
 * Why no step of the live hour (`npm run azure:hour`) can settle how the service implements a feature, or which step can
 * if it is not `scenarios`.
 */
const stepExceptions: Partial<Record<FeatureName, string>> = {
  Transfer: '`transfer`',
  Captions: 'none: somebody would have to speak into a real microphone',
  Recording: 'none: an organizer would have to record the meeting in Teams',
  Transcription: 'none: an organizer would have to transcribe the meeting in Teams',
  PPTLive: 'none: somebody would have to present slides in Teams',
  BreakoutRooms: 'none: an organizer would have to open rooms in Teams',
  TeamsMeetingAudioConferencing: 'none: the scenario needs a meeting that only the emulator has',
  MediaAccess: 'none: the scenario needs a meeting that only the emulator has',
  VideoEffects: 'none: the effects package is not part of the hour',
};

/**
 * Creates a table of all features, each with its status and its implementation, and a table of the other SDK properties
 * and methods that the emulator refuses.
 */
function createLongTable(): string {
  const rows = features.map(([name, { status, how, instead }]) => [
    `\`${name}\``,
    status,
    instead ? `${how}. Instead: ${instead}` : how,
    stepExceptions[name] ?? '`scenarios`',
  ]);
  const members = Object.entries(refusedMembers).map(([member, instead]) => [
    `\`${member}\``,
    instead,
    'none: the emulator refuses it on purpose',
  ]);
  return `${createTable(['feature', '', 'how', 'step of the hour'], rows)}

Refused outside the features:

${createTable(['member', 'instead', 'step of the hour'], members)}`;
}

/** Creates a table of three rows, one for each status, with the names of its features. */
function createShortTable(): string {
  const rows = statuses.map((status) => {
    const names = features.filter(([, entry]) => entry.status === status).map(([name]) => name);
    return [status, names.length > 0 ? names.join(', ') : 'none'];
  });
  return createTable(['feature', 'which'], rows);
}

/** Creates the pages that contain a feature table. */
export const createFeaturePages = (): Promise<WrittenFile[]> =>
  Promise.all([
    createPageParts('docs/emulator-differences.md', { features: createLongTable() }),
    createPageParts('README.md', { features: createShortTable() }),
  ]);
