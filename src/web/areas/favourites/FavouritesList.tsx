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
  const heading = useId();
  const { favourites } = usePeople();
  const list = useReadable(favourites.list);
  const [announcement, setAnnouncement] = useState('');
  const [isArranging, setArranging] = useState(false);
  const section = useRef<HTMLElement>(null);
  const lengthBefore = useRef(0);
  // Removing a row also removes the pressed star, which had the focus.
  useEffect(() => {
    if (list.length < lengthBefore.current && document.activeElement === document.body)
      section.current?.focus();
    lengthBefore.current = list.length;
  }, [list]);
  const move = (id: string, name: string, by: -1 | 1) => {
    favourites.move(id, by);
    const place = favourites.list.get().findIndex((favourite) => favourite.id === id) + 1;
    setAnnouncement(t('favourites.moved', { name, place, count: list.length }));
  };
  return (
    <section ref={section} tabIndex={-1} aria-labelledby={heading} className={styles.favourites}>
      <div className={styles.top}>
        <Subtitle2 as="h2" id={heading} className={styles.heading}>
          {t('favourites.title')}
        </Subtitle2>
        {list.length > 0 && (
          <Button appearance="subtle" size="small" onClick={() => setArranging(!isArranging)}>
            {t(isArranging ? 'favourites.done' : 'favourites.arrange')}
          </Button>
        )}
      </div>
      {list.length === 0 && <Body1 as="p">{t('favourites.empty')}</Body1>}
      <ul className={styles.list}>
        {list.map(({ id, name }, index) => (
          <FavouriteRow
            key={id}
            rawId={id}
            storedName={name}
            isArranged={isArranging}
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
