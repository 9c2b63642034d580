import { computerSettings, Settings } from '../settings/settings.ts';

const prefix = 'setting:';
const defaults = Settings.parse({});
/** The settings that a user has on every computer. */
const names = new Set(Object.keys(defaults));
for (const name of computerSettings) names.delete(name);

/** Lists the settings that differ from their defaults, without those of this computer. */
export const readSettingRecords = (settings: Settings): Map<string, unknown> =>
  new Map(
    Object.entries(settings)
      .filter(([name, value]) => names.has(name) && !isDefault(name, value))
      .map(([name, value]) => [prefix + name, value]),
  );

const isDefault = (name: string, value: unknown): boolean =>
  JSON.stringify(value) === JSON.stringify(Object.entries(defaults).find(([key]) => key === name)?.[1]);

/** @param changes new values by the records' ids; `null` resets a setting to its default, and so does an unreadable value */
export function changeSettings(settings: Settings, changes: ReadonlyMap<string, unknown>): Settings {
  const known = [...changes].filter(([id]) => names.has(id.slice(prefix.length)));
  const values = Object.fromEntries(
    known.map(([id, value]) => [id.slice(prefix.length), value ?? undefined]),
  );
  const changed = Settings.parse({ ...settings, ...values });
  // `Settings` drops the settings that only a newer build knows.
  return { ...settings, ...changed };
}
