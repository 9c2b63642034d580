import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  type DialogContentProps,
} from '@fluentui/react-components';

interface ModalDialogProps extends DialogContentProps {
  title: string;
  /** The label of the only button in the last row, which closes the dialog. Escape closes the dialog, too. */
  closeLabel: string;
  onClose: () => void;
  /** Default: `true`, for a dialog that is rendered only while it is open. */
  open?: boolean;
  /** Whether the button has the colour of a main action. Default: `false`. */
  isClosePrimary?: boolean;
  surfaceClassName?: string;
}

/** A dialog with one button, which closes it. All other props are passed to Fluent's `DialogContent`. */
export function ModalDialog({
  title,
  closeLabel,
  onClose,
  open = true,
  isClosePrimary = false,
  surfaceClassName,
  ...content
}: ModalDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onClose}>
      <DialogSurface className={surfaceClassName}>
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent {...content} />
          <DialogActions>
            <Button appearance={isClosePrimary ? 'primary' : 'secondary'} onClick={onClose}>
              {closeLabel}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
