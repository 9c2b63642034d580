import { Button, Combobox, Field, makeStyles, Option, Spinner, tokens } from '@fluentui/react-components';
import { Call24Regular } from '@fluentui/react-icons/svg/call';
import { Video24Regular } from '@fluentui/react-icons/svg/video';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Found } from '../../calling/people.ts';
import { usePhone, usePhoneState } from '../../calling/react.tsx';
import { parseDialled } from './parse.ts';

const useStyles = makeStyles({
  box: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, width: '100%' },
  // As high as with the longest explanation, so that the buttons stay where they are while somebody types.
  field: { textAlign: 'start', minHeight: '112px', alignContent: 'start' },
  combobox: { width: '100%', minWidth: 0 },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM },
  button: { flexGrow: 1 },
});

/** What the directory says of `rawId` while somebody is typing it. */
function useFound(rawId: string | null): Found | null {
  const { people } = usePhone();
  const [answer, setAnswer] = useState<{ rawId: string; found: Found } | null>(null);
  useEffect(() => {
    if (rawId === null) return;
    let current = true;
    void people.find(rawId).then((found) => {
      if (current) setAnswer({ rawId, found });
    });
    return () => {
      current = false;
    };
  }, [people, rawId]);
  return answer?.rawId === rawId ? answer.found : null;
}

/** *Call someone*: recognises what is typed, says whom it is, and calls. */
export function DialBox() {
  const { t } = useTranslation();
  const styles = useStyles();
  const phone = usePhone();
  const { connection, dialling } = usePhoneState();
  const [text, setText] = useState('');
  const [open, setOpen] = useState(false);
  const [card, setCard] = useState<HTMLDivElement | null>(null);

  const dialled = parseDialled(text);
  const rawId = dialled.kind === 'person' ? dialled.rawId : null;
  const found = useFound(rawId);
  const person = found !== null && typeof found !== 'string' ? found : null;
  const isOnline = connection === 'Connected';
  const canCall = rawId !== null && isOnline && !dialling;
  const call = (video: boolean) => {
    if (canCall) void phone.dial(rawId, { video });
  };

  const invalid = dialled.kind === 'invalid' ? t(`dial.invalid.${dialled.reason}`) : null;
  const message = invalid ?? (found === 'unknown' ? t('dial.unknown') : isOnline ? null : t('dial.offline'));
  return (
    <div className={styles.box} ref={setCard}>
      <Field
        className={styles.field}
        label={t('dial.label')}
        {...(message === null && { hint: person?.name ?? t('dial.hint') })}
        validationState={message === null ? 'none' : 'warning'}
        validationMessage={message}
      >
        <Combobox
          className={styles.combobox}
          freeform
          inlinePopup
          autoComplete="off"
          spellCheck={false}
          size="large"
          expandIcon={null}
          placeholder={t('dial.placeholder')}
          value={text}
          open={open && person !== null}
          onOpenChange={(_event, data) => setOpen(data.open)}
          selectedOptions={[]}
          onOptionSelect={(_event, { optionValue }) => {
            if (optionValue) setText(optionValue);
          }}
          onChange={(event) => {
            setText(event.target.value);
            setOpen(true);
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !event.nativeEvent.isComposing && !(open && person)) call(false);
          }}
          // Below the whole box, so that the suggestions never cover the buttons.
          positioning={{ position: 'below', align: 'start', target: card }}
        >
          {person && rawId && (
            <Option value={rawId} text={person.name}>
              {person.name}
            </Option>
          )}
        </Combobox>
      </Field>
      <div className={styles.buttons}>
        <Button
          className={styles.button}
          appearance="primary"
          size="large"
          icon={dialling ? <Spinner size="tiny" /> : <Call24Regular />}
          disabledFocusable={!canCall}
          onClick={() => call(false)}
        >
          {t('dial.call')}
        </Button>
        <Button
          className={styles.button}
          size="large"
          icon={<Video24Regular />}
          disabledFocusable={!canCall}
          onClick={() => call(true)}
        >
          {t('dial.videoCall')}
        </Button>
      </div>
    </div>
  );
}
