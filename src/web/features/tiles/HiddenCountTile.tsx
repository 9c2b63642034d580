import {
  createFocusOutlineStyle,
  makeStyles,
  mergeClasses,
  tokens,
  typographyStyles,
} from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { usePanel } from '../../ui/Panel.tsx';
import { Tile } from './Tile.tsx';

const useStyles = makeStyles({
  // These words are no name that may be cut off.
  tile: { '& bdi': { whiteSpace: 'normal' } },
  // Covers the whole tile. The padding keeps the number above the tile's name, even in a low tile.
  button: {
    position: 'absolute',
    inset: 0,
    paddingBottom: '24px',
    border: 'none',
    borderRadius: 'inherit',
    backgroundColor: tokens.colorTransparentBackground,
    color: tokens.colorNeutralForeground1,
    cursor: 'pointer',
    ...typographyStyles.title3,
    ':hover': { backgroundColor: tokens.colorSubtleBackgroundHover },
    ...createFocusOutlineStyle(),
  },
});

/** The name of the panel that lists all participants. A panel has the name of its feature. */
const peoplePanel = 'people';

/** The tile that says how many participants have no tile of their own. A press opens the panel *People*. */
export function HiddenCountTile({ count, className }: { count: number; className: string }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { name: openPanelName, togglePanel } = usePanel();
  if (count === 0) return null;
  const name = t('layout.hidden', { count });
  const countText = `+${count}`;
  const isOpen = openPanelName === peoplePanel;
  return (
    <Tile name={name} label={name} className={mergeClasses(styles.tile, className)}>
      <button
        type="button"
        className={styles.button}
        // Users of voice control say what they see, so the name contains it in every language.
        aria-label={`${countText} ${t('layout.showHidden')}`}
        aria-expanded={isOpen}
        onClick={() => togglePanel(peoplePanel)}
      >
        <bdi dir="ltr">{countText}</bdi>
      </button>
    </Tile>
  );
}
