import { Field, makeStyles, Radio, RadioGroup, Tab, TabList, tokens } from '@fluentui/react-components';
import { useState, type ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { useCapabilities } from '../../calling/react.tsx';
import { useReadable } from '../../base/useReadable.ts';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import { themeChoice, themeChoices, type ThemeChoice } from '../../ui/theme.ts';
import { ComputerChoice } from './ComputerChoice.tsx';
import { AboutTab } from './AboutTab.tsx';
import { DelegationTab } from './DelegationTab.tsx';
import { DevicesTab } from './DevicesTab.tsx';
import { LanguageSelect } from './LanguageSelect.tsx';
import { ListsFile } from './ListsFile.tsx';
import { NotesTab } from './NotesTab.tsx';
import { SettingSwitch } from './SettingSwitch.tsx';
import { ShortcutsTab } from './ShortcutsTab.tsx';

const useStyles = makeStyles({
  tabs: {
    flexWrap: 'wrap',
    marginInlineStart: '-10px',
    '@media (max-width: 480px)': {
      columnGap: 0,
      marginInlineStart: '-4px',
      '& > [role=tab]': { paddingInline: tokens.spacingHorizontalXS },
      '& > [role=tab] > span': { fontSize: tokens.fontSizeBase200 },
    },
  },
  content: { display: 'flex', flexDirection: 'column' },
  // The same height for all panels, so that the tabs stay under the pointer. A longer panel scrolls.
  tabPanel: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'stretch',
    gap: tokens.spacingVerticalM,
    boxSizing: 'border-box',
    height: '560px',
    // On a low screen the panel shrinks to this height. On an even lower one, the dialog around it scrolls, too.
    minHeight: '200px',
    overflowY: 'auto',
    // Leaves room for the focus outlines of the fields, which scrolling would cut off.
    paddingInline: '4px',
    marginInline: '-4px',
    '& > *': { flexShrink: 0 },
    paddingBlock: tokens.spacingVerticalM,
    '& > button': { alignSelf: 'start' },
    // Undoes the padding of the switches, so that they line up with the rest.
    '& > .fui-Switch': { marginInlineStart: '-8px' },
  },
});

function AppearanceTab() {
  const { t } = useTranslation();
  return (
    <Field label={t('settings.theme')}>
      <RadioGroup
        value={useReadable(themeChoice)}
        onChange={(_event, { value }) => themeChoice.set(value as ThemeChoice)}
      >
        {themeChoices.map((theme) => (
          <Radio key={theme} value={theme} label={t(`settings.themes.${theme}`)} />
        ))}
      </RadioGroup>
    </Field>
  );
}

function PrivacyTab() {
  const { t } = useTranslation();
  return (
    <>
      <ComputerChoice />
      <ListsFile />
      <SettingSwitch name="callSurvey" label={t('survey.setting')} />
    </>
  );
}

const tabs = {
  devices: DevicesTab,
  appearance: AppearanceTab,
  shortcuts: ShortcutsTab,
  notes: NotesTab,
  delegation: DelegationTab,
  privacy: PrivacyTab,
  about: AboutTab,
} satisfies Record<string, ComponentType>;
type TabName = keyof typeof tabs;
const tabNames = Object.keys(tabs) as TabName[];

/** The user's settings, in tabs. A change takes effect at once, so there is no button to save. */
export function SettingsDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const [openTab, setOpenTab] = useState<TabName>('devices');
  const Content = tabs[openTab];
  const { delegation } = useCapabilities();
  const shownTabs = tabNames.filter((tab) => delegation || tab !== 'delegation');
  return (
    <ModalDialog
      title={t('settings.title')}
      closeLabel={t('settings.close')}
      isClosePrimary
      onClose={onClose}
      className={styles.content}
    >
      {/* Above the tabs, because users who cannot read the current language would find no tab. */}
      <LanguageSelect />
      <TabList
        size="small"
        className={styles.tabs}
        selectedValue={openTab}
        onTabSelect={(_event, { value }) => setOpenTab(value as TabName)}
      >
        {shownTabs.map((tab) => (
          <Tab key={tab} value={tab}>
            {t(`settings.tabs.${tab}`)}
          </Tab>
        ))}
      </TabList>
      <div role="tabpanel" aria-label={t(`settings.tabs.${openTab}`)} className={styles.tabPanel}>
        <Content />
      </div>
    </ModalDialog>
  );
}
