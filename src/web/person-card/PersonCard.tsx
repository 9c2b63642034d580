import { Popover, PopoverSurface, PopoverTrigger } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { cardPositioning } from './cardPositioning.ts';
import { PersonDetails } from './PersonDetails.tsx';

interface PersonCardProps {
  rawId: string;
  name: string;
  /** The button that opens the card. */
  children: ReactElement;
}

/**
 * A popup with the details of a person, which a button opens. Escape closes it and moves the focus back to the button.
 */
export function PersonCard({ rawId, name, children }: PersonCardProps) {
  const { t } = useTranslation();
  return (
    <Popover trapFocus positioning={cardPositioning}>
      <PopoverTrigger disableButtonEnhancement>{children}</PopoverTrigger>
      <PopoverSurface aria-label={t('person.about', { name })}>
        <PersonDetails rawId={rawId} name={name} />
      </PopoverSurface>
    </Popover>
  );
}
