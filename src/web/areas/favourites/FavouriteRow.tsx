import { Body1, Button, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { ArrowDown20Regular } from '@fluentui/react-icons/svg/arrow-down';
import { ArrowUp20Regular } from '@fluentui/react-icons/svg/arrow-up';
import { useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import { PersonCallButtons } from '../../people/PersonCallButtons.tsx';
import { PersonCard } from '../../people/PersonCard.tsx';
import { StarButton } from '../../people/StarButton.tsx';
import { usePhoto } from '../../people/usePhoto.ts';
import { usePresence } from '../../people/usePresence.ts';
import { PersonAvatar } from '../../ui/PersonAvatar.tsx';

const oneLine = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const;

const useStyles = makeStyles({
  row: { display: 'flex', alignItems: 'center', minWidth: 0 },
  person: {
    display: 'flex',
    justifyContent: 'start',
    gap: tokens.spacingHorizontalM,
    flexGrow: 1,
    flexShrink: 1,
    minWidth: 0,
    maxWidth: 'none',
    fontWeight: tokens.fontWeightRegular,
    textAlign: 'start',
  },
  lines: { display: 'flex', flexDirection: 'column', minWidth: 0 },
  name: oneLine,
  // The line keeps its height without words, because the presence arrives later or never.
  presence: { ...oneLine, minHeight: tokens.lineHeightBase200, color: tokens.colorNeutralForeground2 },
});

interface FavouriteRowProps {
  rawId: string;
  /** The name at the time when the person became a favourite. */
  storedName: string;
  /** Whether the row has buttons that move and remove the person, instead of buttons that call the person. */
  isEditing: boolean;
  isFirst: boolean;
  isLast: boolean;
  /** @param step -1 is up, 1 is down */
  onMove: (rawId: string, name: string, step: -1 | 1) => void;
}

/** One favourite. A press on the name opens the person card. The other buttons call the person, or move and remove the row. */
export function FavouriteRow({ rawId, storedName, isEditing, isFirst, isLast, onMove }: FavouriteRowProps) {
  const { t } = useTranslation();
  const styles = useStyles();
  const name = usePersonName(rawId, storedName);
  const photo = usePhoto(rawId, 48);
  const presence = usePresence(rawId);
  const pressedButton = useRef<HTMLElement | null>(null);
  // When React moves the row in the document, the pressed button loses the focus. This effect gives the focus back.
  useLayoutEffect(() => {
    pressedButton.current?.focus();
    pressedButton.current = null;
  });
  const createMoveListener = (step: -1 | 1) => (event: { currentTarget: HTMLElement }) => {
    pressedButton.current = event.currentTarget;
    onMove(rawId, name, step);
  };
  return (
    <li className={styles.row}>
      <PersonCard rawId={rawId} name={name}>
        <Button appearance="subtle" className={styles.person}>
          <PersonAvatar name={name} size={32} photo={photo} status={presence?.status} />
          <span className={styles.lines}>
            <Body1 className={styles.name}>
              <bdi>{name}</bdi>
            </Body1>
            <Caption1 className={styles.presence}>{presence?.words}</Caption1>
          </span>
        </Button>
      </PersonCard>
      {isEditing ? (
        <>
          <StarButton rawId={rawId} name={name} />
          <Button
            appearance="subtle"
            icon={<ArrowUp20Regular />}
            aria-label={t('favourites.up', { name })}
            disabledFocusable={isFirst}
            onClick={createMoveListener(-1)}
          />
          <Button
            appearance="subtle"
            icon={<ArrowDown20Regular />}
            aria-label={t('favourites.down', { name })}
            disabledFocusable={isLast}
            onClick={createMoveListener(1)}
          />
        </>
      ) : (
        <PersonCallButtons rawId={rawId} name={name} appearance="subtle" />
      )}
    </li>
  );
}
