import { Caption1, makeStyles, Option, tokens } from '@fluentui/react-components';
import { rawIdOf } from '../people/rawId.ts';
import type { Person } from '../people/people.ts';
import { usePhoto } from '../people/usePhoto.ts';
import { usePresence } from '../people/usePresence.ts';
import { PersonAvatar } from '../ui/PersonAvatar.tsx';
import { oneLine } from '../ui/oneLine.ts';

const useStyles = makeStyles({
  option: { minWidth: 0, overflow: 'hidden' },
  lines: {
    display: 'flex',
    flexDirection: 'column',
    minWidth: 0,
    marginInlineStart: tokens.spacingHorizontalXS,
  },
  name: oneLine,
  about: { display: 'flex', color: tokens.colorNeutralForeground2 },
  title: { ...oneLine, minWidth: 0 },
  // In a narrow window, the title is cut off, but not the presence.
  presence: { flexShrink: 0, whiteSpace: 'pre' },
});

/** A person in the list of suggestions of a callee box. */
export function PersonOption({ person: { oid, name, jobTitle, upn } }: { person: Person }) {
  const styles = useStyles();
  const rawId = rawIdOf(oid);
  const photo = usePhoto(rawId, 48);
  const presence = usePresence(rawId);
  return (
    <Option value={oid} text={name} checkIcon={null} className={styles.option}>
      <PersonAvatar name={name} size={32} photo={photo} status={presence?.status} />
      <span className={styles.lines}>
        <bdi className={styles.name}>{name}</bdi>
        <Caption1 className={styles.about}>
          <bdi className={styles.title}>{jobTitle ?? upn ?? rawId}</bdi>
          {presence && <span className={styles.presence}>{` · ${presence.words}`}</span>}
        </Caption1>
      </span>
    </Option>
  );
}
