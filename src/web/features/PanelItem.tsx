import type { ParseKeys } from 'i18next';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Availability } from '../calling/call/capability.ts';
import type { AnyCallFeature } from '../calling/call/feature.ts';
import { MoreItem } from '../ui/MoreItem.tsx';
import { usePanel } from '../ui/Panel.tsx';

interface PanelItemProps {
  feature: AnyCallFeature;
  /** The key of the panel's title, which is also the label of the item. */
  titleKey: Extract<ParseKeys, `${string}.title`>;
  icon: ReactElement;
  /** Whether the user can open the panel now, or why not. Default: always. */
  availability?: Availability;
}

/** The item of the menu *More* that opens and closes the panel of a feature. */
export function PanelItem({ feature, titleKey, icon, availability = 'yes' }: PanelItemProps) {
  const { t } = useTranslation();
  const { togglePanel } = usePanel();
  return (
    <MoreItem
      label={t(titleKey)}
      icon={icon}
      unavailable={availability === 'yes' ? null : t(`unavailable.${availability}`)}
      onClick={() => togglePanel(feature.name)}
    />
  );
}
