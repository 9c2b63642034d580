import { Field, Radio, RadioGroup } from '@fluentui/react-components';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { themeChoice, themeChoices } from '../../ui/theme.ts';

export function AppearanceTab() {
  const { t } = useTranslation();
  const choice = useSyncExternalStore(themeChoice.subscribe, themeChoice.get);
  return (
    <Field label={t('settings.theme')}>
      <RadioGroup
        value={choice}
        onChange={(_event, { value }) => {
          const chosenTheme = themeChoices.find((theme) => theme === value);
          if (chosenTheme) themeChoice.set(chosenTheme);
        }}
      >
        {themeChoices.map((theme) => (
          <Radio key={theme} value={theme} label={t(`settings.themes.${theme}`)} />
        ))}
      </RadioGroup>
    </Field>
  );
}
