// What the bar above a page says, done by the browser: a page loaded anew begins as safe to share as it was left, and
// a sign-in that is due for renewal goes to the provider and back.
{
  const said = document.querySelector("[data-safe]");
  if (said) document.cookie = `cpdash_safe_to_share=1; path=/; SameSite=Lax; Max-Age=${said.dataset.safe === "1" ? 86400 : 0}`;
  const way = document.querySelector("a[data-renew]");
  if (way) window.location.replace(way.href);
}
