import { makeStyles, Subtitle2, tokens } from '@fluentui/react-components';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { FavouritesBoard } from '../../favourites/FavouritesBoard.tsx';

const useStyles = makeStyles({
  favourites: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    boxSizing: 'border-box',
    width: '100%',
    height: '100%',
    minWidth: 0,
    minHeight: 0,
    textAlign: 'start',
  },
  heading: { margin: 0 },
});

/** The column *Favourites*: the user's colleagues with their presence. One press calls a colleague, or transfers a call to them. */
export function FavouritesList() {
  const { t } = useTranslation();
  const styles = useStyles();
  const headingId = useId();
  return (
    <section aria-labelledby={headingId} className={styles.favourites}>
      <Subtitle2 as="h2" id={headingId} className={styles.heading}>
        {t('favourites.title')}
      </Subtitle2>
      <FavouritesBoard />
    </section>
  );
}
