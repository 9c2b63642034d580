import {
  Field,
  makeStyles,
  mergeClasses,
  Radio,
  RadioGroup,
  Tab,
  TabList,
  Title3,
  tokens,
} from '@fluentui/react-components';
import { useEffect, useRef, useState, type ComponentType, type ReactNode, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { useCapabilities } from '../../calling/react.tsx';
import { useReadable } from '../../base/useReadable.ts';
import { themeChoice, themeChoices, type ThemeChoice } from '../../ui/theme.ts';
import { useKeyDown } from '../../ui/useKeyDown.ts';
import { viewStyle } from '../../ui/viewStyle.ts';
import { ComputerChoice } from './ComputerChoice.tsx';
import { AboutTab } from './AboutTab.tsx';
import { DelegationTab } from './DelegationTab.tsx';
import { DevicesTab } from './DevicesTab.tsx';
import { LanguageSelect } from './LanguageSelect.tsx';
import { ListsFile } from './ListsFile.tsx';
import { OneDriveSwitch } from './OneDriveSwitch.tsx';
import { NotesTab } from './NotesTab.tsx';
import { SettingSwitch } from './SettingSwitch.tsx';
import { ShortcutsTab } from './ShortcutsTab.tsx';

const useStyles = makeStyles({
  view: {
    ...viewStyle,
    gap: tokens.spacingVerticalM,
    overflowY: 'auto',
    // A control that gets the focus scrolls into view together with its ring.
    scrollPaddingBlock: tokens.spacingVerticalS,
    textAlign: 'start',
  },
  // Wide enough for every field and for all tabs in one row. Longer lines would be hard to read.
  column: { width: '100%', maxWidth: '640px', flexShrink: 0 },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalL}`,
  },
  title: {
    margin: 0,
    borderRadius: tokens.borderRadiusMedium,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '2px' },
  },
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
  tabPanel: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'stretch',
    gap: tokens.spacingVerticalM,
    paddingBlockEnd: tokens.spacingVerticalM,
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
      <OneDriveSwitch />
      <ListsFile />
      <SettingSwitch name="callSurvey" label={t('survey.setting')} />
    </>
  );
}

interface TabProps {
  /** What the tab *Devices* shows at its end. */
  reachability?: ReactNode;
}

const tabs = {
  devices: DevicesTab,
  appearance: AppearanceTab,
  shortcuts: ShortcutsTab,
  notes: NotesTab,
  delegation: DelegationTab,
  privacy: PrivacyTab,
  about: AboutTab,
} satisfies Record<string, ComponentType<TabProps>>;
type TabName = keyof typeof tabs;
const tabNames = Object.keys(tabs) as TabName[];

/**
 * The view *Settings*, in tabs. A change takes effect at once, so there is no button to save.
 * @param props.reachability how calls reach the user
 * @param props.onLeave opens the view from which the user has come
 */
export function SettingsView({ reachability, onLeave }: TabProps & { onLeave: () => void }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const view = useRef<HTMLDivElement>(null);
  const [openTab, setOpenTab] = useState<TabName>('devices');
  const Content = tabs[openTab];
  const { delegation } = useCapabilities();
  const shownTabs = tabNames.filter((tab) => delegation || tab !== 'delegation');
  useLeaveAtEscape(view, onLeave);
  return (
    <div ref={view} className={styles.view}>
      <div className={mergeClasses(styles.column, styles.head)}>
        <Title3 as="h1" tabIndex={-1} className={styles.title}>
          {t('settings.title')}
        </Title3>
        {/* Above the tabs, because users who cannot read the current language would find no tab. */}
        <LanguageSelect />
      </div>
      <TabList
        size="small"
        className={mergeClasses(styles.column, styles.tabs)}
        selectedValue={openTab}
        onTabSelect={(_event, { value }) => setOpenTab(value as TabName)}
      >
        {shownTabs.map((tab) => (
          <Tab key={tab} value={tab}>
            {t(`settings.tabs.${tab}`)}
          </Tab>
        ))}
      </TabList>
      <div
        role="tabpanel"
        aria-label={t(`settings.tabs.${openTab}`)}
        className={mergeClasses(styles.column, styles.tabPanel)}
      >
        <Content reachability={reachability} />
      </div>
    </div>
  );
}

/** Moves the focus to the title, and at Escape back to the control that has opened the view. Escape in other parts is theirs. */
function useLeaveAtEscape(view: RefObject<HTMLElement | null>, onLeave: () => void): void {
  const opener = useRef<HTMLElement | null>(null);
  useEffect(() => {
    if (document.activeElement instanceof HTMLElement) opener.current = document.activeElement;
    view.current?.querySelector('h1')?.focus();
  }, [view]);
  useKeyDown((event) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    // A press on a text of the view leaves the focus on the body.
    const focused = document.activeElement;
    if (focused !== document.body && !view.current?.contains(focused)) return;
    opener.current?.focus();
    onLeave();
  });
}
