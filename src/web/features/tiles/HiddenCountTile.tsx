import { makeStyles, Title1 } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { Tile } from './Tile.tsx';

const useStyles = makeStyles({
  // Keeps the number above the tile's name, even in a low tile.
  count: { marginBottom: '24px' },
});

/** The tile that says how many participants have no tile of their own. The panel *People* lists all participants. */
export function HiddenCountTile({ count, className }: { count: number; className: string }) {
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
