import { Popover, PopoverSurface } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { PersonDetails } from '../people/PersonDetails.tsx';
import type { PressedPerson } from './PersonRow.tsx';

interface OpenPersonCardProps {
  /** The person whose card is open; `null` if it is closed. */
  person: PressedPerson | null;
  onClose: () => void;
}

/** The person card, which all rows share. It stands at the pressed button, to which the focus returns. */
export function OpenPersonCard({ person, onClose }: OpenPersonCardProps) {
  const { t } = useTranslation();
  return (
    <Popover
      open={person !== null}
      trapFocus
      onOpenChange={(_event, { open }) => {
        if (open) return;
        onClose();
        person?.button.focus();
      }}
      positioning={{
        position: 'below',
        align: 'start',
        overflowBoundaryPadding: 8,
        target: person?.button ?? null,
      }}
    >
      <PopoverSurface aria-label={t('person.about', { name: person?.name ?? '' })}>
        {person && <PersonDetails rawId={person.rawId} name={person.name} />}
      </PopoverSurface>
    </Popover>
  );
}
