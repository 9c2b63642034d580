import { Popover, PopoverSurface } from '@fluentui/react-components';
import { useEffect, useEffectEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { cardPositioning } from '../person-card/PersonCard.tsx';
import { PersonDetails } from '../person-card/PersonDetails.tsx';
import type { PressedPerson } from './PersonRow.tsx';

/** The person card, which all rows share. It stands at the pressed button, to which the focus returns. */
export function OpenPersonCard({ person, onClose }: { person: PressedPerson | null; onClose: () => void }) {
  const { t } = useTranslation();
  const close = () => {
    onClose();
    person?.button.focus();
  };
  const onEscapeWithoutFocus = useEffectEvent((event: KeyboardEvent) => {
    if (event.key === 'Escape' && document.activeElement === document.body) close();
  });
  const isOpen = person !== null;
  // The popover gets Escape only while it has the focus, and a button that disappears when it is pressed loses the focus.
  useEffect(() => {
    if (!isOpen) return;
    const listener = (event: KeyboardEvent) => onEscapeWithoutFocus(event);
    document.addEventListener('keydown', listener);
    return () => document.removeEventListener('keydown', listener);
  }, [isOpen]);
  return (
    <Popover
      open={isOpen}
      trapFocus
      onOpenChange={(_event, { open }) => {
        if (!open) close();
      }}
      positioning={{ ...cardPositioning, target: person?.button ?? null }}
    >
      <PopoverSurface aria-label={t('person.about', { name: person?.name ?? '' })}>
        {person && <PersonDetails rawId={person.rawId} name={person.name} />}
      </PopoverSurface>
    </Popover>
  );
}
