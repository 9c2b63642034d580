import { PersonAdd20Regular } from '@fluentui/react-icons/svg/person-add';
import { useTranslation } from 'react-i18next';
import { useFeature } from '../../calling/react.tsx';
import { MoreItem } from '../../ui/MoreItem.tsx';
import { usePanel } from '../../ui/Panel.tsx';
import { addPeople } from './addPeople.ts';

export function AddPeopleItem() {
  const { t } = useTranslation();
  const { togglePanel } = usePanel();
  const { state } = useFeature(addPeople);
  return (
    <MoreItem
      label={t('addPeople.title')}
      icon={<PersonAdd20Regular />}
      unavailable={state.availability === 'yes' ? null : t(`unavailable.${state.availability}`)}
      onClick={() => togglePanel(addPeople.name)}
    />
  );
}
