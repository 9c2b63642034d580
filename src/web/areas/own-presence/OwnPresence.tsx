import {
  makeStyles,
  MenuDivider,
  MenuGroup,
  MenuGroupHeader,
  MenuItemRadio,
  PresenceBadge,
} from '@fluentui/react-components';
import { ArrowReset20Regular } from '@fluentui/react-icons/svg/arrow-reset';
import { useTranslation } from 'react-i18next';
import { presenceChoices, type PresenceChoice } from '../../people/ownPresence.ts';
import { useChoosePresence } from './useChoosePresence.ts';

const badges = {
  available: 'available',
  busy: 'busy',
  doNotDisturb: 'do-not-disturb',
  away: 'away',
} as const;

const useStyles = makeStyles({
  // At the end, so that all items of the menu begin at one line.
  item: { '& > .fui-MenuItemRadio__checkmark': { order: 1, marginInlineStart: 'auto' } },
});

/**
 * The items of the account menu that set the user's presence in Teams. The list around them has the chosen one.
 * @param props.onConsentNeeded runs with the choice if the user has not consented yet
 */
export function OwnPresence({ onConsentNeeded }: { onConsentNeeded: (choice: PresenceChoice) => void }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const choose = useChoosePresence(onConsentNeeded);
  return (
    <>
      <MenuGroup>
        <MenuGroupHeader>{t('ownPresence.title')}</MenuGroupHeader>
        {presenceChoices.map((choice) => (
          <MenuItemRadio
            key={choice}
            className={styles.item}
            name="presence"
            value={choice}
            icon={
              choice === 'reset' ? (
                <ArrowReset20Regular />
              ) : (
                <PresenceBadge aria-hidden status={badges[choice]} />
              )
            }
            onClick={() => choose(choice)}
          >
            {choice === 'reset' ? t('ownPresence.reset') : t(`person.presence.${choice}`)}
          </MenuItemRadio>
        ))}
      </MenuGroup>
      <MenuDivider />
    </>
  );
}
