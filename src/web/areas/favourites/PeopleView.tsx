import { makeStyles, tokens } from '@fluentui/react-components';
import { FavouritesList } from './FavouritesList.tsx';

const useStyles = makeStyles({
  view: { flexGrow: 1, minHeight: 0, overflowY: 'auto', padding: tokens.spacingHorizontalXL },
});

/** The view *People*. */
export function PeopleView() {
  return (
    <div className={useStyles().view}>
      <FavouritesList />
    </div>
  );
}
