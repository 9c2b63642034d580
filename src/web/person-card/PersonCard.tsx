import { Popover, PopoverSurface, PopoverTrigger, type PositioningProps } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { PersonDetails } from './PersonDetails.tsx';

/** Where a person card opens, seen from its button. `autoSize` makes a card scroll that is higher than the window. */
export const cardPositioning: PositioningProps = {
  position: 'below',
  align: 'start',
  overflowBoundaryPadding: 8,
  autoSize: true,
};

interface PersonCardProps {
  rawId: string;
  name: string;
  /** The button that opens the card. */
  children: ReactElement;
}

/** Opens a popup with the details of a person. */
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
