// Where does "Langsung ke isi" lead? Into the open view: followed as a link, its fragment would
// ask for a view of that name.

/** @param {HTMLElement} main */
export function skipTo(main) {
  main.tabIndex = -1;
  document.querySelector('.skip-link')?.addEventListener('click', (event) => {
    event.preventDefault();
    main.focus();
  });
}
