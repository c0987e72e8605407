// Runs before the first paint, so that a dark desk never flashes white.
(function () {
  var stored = null;
  try {
    stored = localStorage.getItem('kartoteka-color-scheme');
  } catch {
    stored = null;
  }
  var dark = stored === 'dark' || (stored !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
})();
