import { People24Regular } from '@fluentui/react-icons/svg/people';
import { useTranslation } from 'react-i18next';
import { ControlButton } from '../../ui/ControlButton.tsx';
import { usePanel } from '../../ui/Panel.tsx';
import { people } from './people.ts';

export function PeopleButton() {
  const { t } = useTranslation();
  const { name: openPanelName, togglePanel } = usePanel();
  return (
    <ControlButton
      label={t('people.button')}
      icon={<People24Regular />}
      expanded={openPanelName === people.name}
      onClick={() => togglePanel(people.name)}
    />
  );
}
