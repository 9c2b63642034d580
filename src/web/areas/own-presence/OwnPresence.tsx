import {
  makeStyles,
  MenuDivider,
  MenuGroup,
  MenuGroupHeader,
  MenuItemRadio,
  PresenceBadge,
} from '@fluentui/react-components';
import { ArrowReset20Regular } from '@fluentui/react-icons/svg/arrow-reset';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { presenceChoices, type PresenceChoice } from '../../people/ownPresence.ts';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import { PersonAvatar } from '../../ui/PersonAvatar.tsx';
import { usePhone } from '../../calling/react.tsx';
import { presenceBadges, useOwnPresence } from '../../people/usePresence.ts';
import { usePhoto } from '../../people/usePhoto.ts';
import { ConsentPrompt } from '../../consent/ConsentPrompt.tsx';
import { useConsent } from '../../consent/ConsentProvider.tsx';
import { fail } from '../../errors/problem.ts';
import { usePeople } from '../../people/PeopleProvider.tsx';

const useStyles = makeStyles({
  // Puts the check mark at the end, so that the words of all items line up.
  item: { '& > .fui-MenuItemRadio__checkmark': { order: 1, marginInlineStart: 'auto' } },
});

/**
 * The items of the account menu that set the user's presence in Teams. The `MenuList` around them marks the current presence.
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
                <PresenceBadge aria-hidden status={presenceBadges[choice]} />
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

/** The signed-in user's photo or initials, with the presence as a badge. @param props.name the user's name */
export function OwnPhoto({ name }: { name: string }) {
  const { ownId } = usePhone();
  const photo = usePhoto(ownId, 48);
  const presence = useOwnPresence();
  return <PersonAvatar name={name} size={36} photo={photo} status={presence?.status} />;
}

/** Returns the function that sets the user's presence. Without the consent, *Do not disturb* applies in this app only. */
function useChoosePresence(onConsentNeeded: (choice: PresenceChoice) => void) {
  const phone = usePhone();
  const { ownPresence } = usePeople();
  const { state } = useConsent('presence');
  /** Sets the presence. If that fails, a message offers *Try again*. */
  const send = async (choice: PresenceChoice) => {
    if (await ownPresence.choose(choice)) return phone.dismissProblem({ code: 'presence-not-set' });
    phone.reportProblem({ ...fail('presence-not-set').problem, retry: () => void send(choice) });
  };
  return (choice: PresenceChoice) => {
    if (state === 'granted') return void send(choice);
    const settings = phone.settings.get();
    phone.settings.set({ ...settings, doNotDisturb: choice === 'doNotDisturb' });
    // Who only ends *Do not disturb* of this app needs no consent.
    if (!settings.doNotDisturb || !['available', 'reset'].includes(choice)) onConsentNeeded(choice);
  };
}

/** Asks for the consent to set the user's presence. Sets the chosen presence once the user has consented, and closes at any answer. */
export function PresenceConsentDialog({ choice, onClose }: { choice: PresenceChoice; onClose: () => void }) {
  const { t } = useTranslation();
  const { state } = useConsent('presence');
  // The function is called only with the consent, so it never runs this callback.
  const choose = useChoosePresence(() => undefined);
  const stateBefore = useRef(state);
  useEffect(() => {
    const isAnswered = stateBefore.current === 'needed' && state === 'refused';
    stateBefore.current = state;
    if (state === 'granted') choose(choice);
    else if (!isAnswered) return;
    onClose();
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- The choice is sent once, when the user has consented.
  }, [state]);
  return (
    <ModalDialog title={t('ownPresence.title')} closeLabel={t('ownPresence.close')} onClose={onClose}>
      {choice === 'doNotDisturb' && <p>{t('ownPresence.localOnly')}</p>}
      <ConsentPrompt feature="presence" />
    </ModalDialog>
  );
}
