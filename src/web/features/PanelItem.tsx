import type { ParseKeys } from 'i18next';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Availability } from '../calling/call/capability.ts';
import type { CallFeature } from '../calling/call/feature.ts';
import { useFeature } from '../calling/react.tsx';
import { MoreItem } from '../ui/MoreItem.tsx';
import { usePanel } from '../ui/Panel.tsx';

interface PanelItemProps {
  /** A feature whose state may have an `availability`. Without one, the user can always choose the entry. */
  feature: CallFeature<object>;
  /** The translation key of the panel's title, which is also the label of the entry. */
  titleKey: Extract<ParseKeys, `${string}.title`>;
  icon: ReactElement;
  /** Whether the menu omits the entry in kinds of calls that lack the feature. By default, the entry says why it is unavailable. */
  isHiddenInOtherCallKinds?: boolean;
}

/** An entry of the menu *More* that opens the feature's panel or, if the panel is open, closes it. */
export function PanelItem({ feature, titleKey, icon, isHiddenInOtherCallKinds = false }: PanelItemProps) {
  const { t } = useTranslation();
  const { togglePanel } = usePanel();
  const { availability = 'yes' }: { availability?: Availability } = useFeature(feature).state;
  if (isHiddenInOtherCallKinds && availability === 'callKind') return null;
  return (
    <MoreItem
      label={t(titleKey)}
      icon={icon}
      unavailable={availability === 'yes' ? null : t(`unavailable.${availability}`)}
      onClick={() => togglePanel(feature.name)}
    />
  );
}
