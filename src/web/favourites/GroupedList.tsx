import { Caption1, makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { unnamedGroupId, type Favourite, type FavouriteGroup } from '../people/favourites.ts';
import { columnList } from '../ui/columnList.ts';
import { VirtualList, type RowPlace } from '../ui/VirtualList.tsx';
import { GroupHeading, useGroupName } from './GroupHeading.tsx';
import { rowHeight } from './rowStyles.ts';

const useStyles = makeStyles({
  groups: { ...columnList, gap: tokens.spacingVerticalXS },
  empty: {
    display: 'block',
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    color: tokens.colorNeutralForeground3,
  },
});

interface GroupedListProps {
  /** The unnamed group is the first. */
  groups: readonly FavouriteGroup[];
  /** The favourites who match the search, shown without groups; `null` without a search. */
  found: readonly Favourite[] | null;
  /** @param groupId the group in which the row can be dragged; `null` if it cannot */
  renderRow: (favourite: Favourite, place: RowPlace, groupId: string | null) => ReactNode;
  /** Runs after a group was moved or removed, with the words that announce this. */
  onChange: (announcement: string) => void;
}

const getKey = ({ id }: Favourite) => id;

/** The list *Favourites*: a list of people during a search, and while the user has made no group; otherwise a list of groups. */
export function GroupedList({ groups, found, renderRow, onChange }: GroupedListProps) {
  const { t } = useTranslation();
  const styles = useStyles();
  const nameOf = useGroupName();
  const label = t('favourites.title');
  const renderList = (name: string, people: readonly Favourite[], groupId: string | null) => (
    <VirtualList
      label={name}
      items={people}
      getKey={getKey}
      rowHeight={rowHeight}
      renderRow={(favourite, place) => renderRow(favourite, place, groupId)}
    />
  );
  if (found) return renderList(label, found, null);
  const [unnamedGroup, ...namedGroups] = groups;
  if (!unnamedGroup || namedGroups.length === 0)
    return renderList(label, unnamedGroup?.people ?? [], unnamedGroupId);
  return (
    <ul aria-label={label} className={styles.groups}>
      {/* The unnamed group (*Others*) comes last, because the groups that the user has made matter more. */}
      {[...namedGroups, unnamedGroup].map((group) =>
        group.id === unnamedGroupId && group.people.length === 0 ? null : (
          <li key={group.id}>
            <GroupHeading group={group} onChange={onChange} />
            {!group.isCollapsed && renderList(nameOf(group), group.people, group.id)}
            {!group.isCollapsed && group.people.length === 0 && (
              <Caption1 className={styles.empty}>{t('favourites.emptyGroup')}</Caption1>
            )}
          </li>
        ),
      )}
    </ul>
  );
}
