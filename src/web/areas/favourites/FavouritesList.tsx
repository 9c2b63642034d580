import { Body1, Button, makeStyles, Subtitle2 } from '@fluentui/react-components';
import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePeople } from '../../people/PeopleProvider.tsx';
import { useReadable } from '../../base/useReadable.ts';
import { visuallyHidden } from '../../ui/visuallyHidden.ts';
import { FavouriteRow } from './FavouriteRow.tsx';

const useStyles = makeStyles({
  favourites: { width: '100%', minWidth: 0, textAlign: 'start', outlineStyle: 'none' },
  top: { display: 'flex', alignItems: 'center', justifyContent: 'space-between' },
  heading: { margin: 0 },
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  hidden: visuallyHidden,
});

/** The people and phone numbers whom the user calls often, in the user's order. */
export function FavouritesList() {
  const { t } = useTranslation();
  const styles = useStyles();
  const headingId = useId();
  const { favourites } = usePeople();
  const list = useReadable(favourites.list);
  const [announcement, setAnnouncement] = useState('');
  const [isEditing, setEditing] = useState(false);
  const section = useRef<HTMLElement>(null);
  const lengthBefore = useRef(0);
  // The pressed star of a removed row had the focus. When the row has gone, the section gets the focus.
  useEffect(() => {
    if (list.length < lengthBefore.current && document.activeElement === document.body)
      section.current?.focus();
    lengthBefore.current = list.length;
  }, [list]);
  const move = (rawId: string, name: string, step: -1 | 1) => {
    favourites.move(rawId, step);
    const position = favourites.list.get().findIndex((favourite) => favourite.id === rawId) + 1;
    setAnnouncement(t('favourites.moved', { name, place: position, count: list.length }));
  };
  return (
    <section ref={section} tabIndex={-1} aria-labelledby={headingId} className={styles.favourites}>
      <div className={styles.top}>
        <Subtitle2 as="h2" id={headingId} className={styles.heading}>
          {t('favourites.title')}
        </Subtitle2>
        {list.length > 0 && (
          <Button appearance="subtle" size="small" onClick={() => setEditing(!isEditing)}>
            {t(isEditing ? 'favourites.done' : 'favourites.arrange')}
          </Button>
        )}
      </div>
      {list.length === 0 && <Body1 as="p">{t('favourites.empty')}</Body1>}
      <ul className={styles.list}>
        {list.map(({ id: rawId, name }, index) => (
          <FavouriteRow
            key={rawId}
            rawId={rawId}
            storedName={name}
            isEditing={isEditing}
            isFirst={index === 0}
            isLast={index === list.length - 1}
            onMove={move}
          />
        ))}
      </ul>
      <span role="status" className={styles.hidden}>
        {announcement}
      </span>
    </section>
  );
}
