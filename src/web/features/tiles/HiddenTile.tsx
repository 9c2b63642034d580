import { makeStyles, Title1 } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { Tile } from './Tile.tsx';

const useStyles = makeStyles({
  // Above the line with the name, however low the tile is.
  count: { marginBottom: '24px' },
});

/** Counts the participants who have no tile. The panel *People* lists them all. */
export function HiddenTile({ count, className }: { count: number; className: string }) {
  const { t } = useTranslation();
  const styles = useStyles();
  if (count === 0) return null;
  const name = t('layout.hidden', { count });
  return (
    <Tile name={name} label={name} className={className}>
      <Title1 aria-hidden className={styles.count}>
        +{count}
      </Title1>
    </Tile>
  );
}
