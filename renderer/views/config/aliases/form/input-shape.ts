/** How a text field of the form looks. */
export const inputShape =
  "h-7 w-full min-w-0 rounded-md border border-line-strong bg-raised px-2 text-ink placeholder:text-faint read-only:bg-sunken read-only:text-muted aria-[invalid=true]:border-danger";
