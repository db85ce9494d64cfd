/** Country names and their people: `Spanish name, English name : forms`. */
export const countries = `
España, Spain : espanol espanola espanoles espanolas spanish spaniard
Portugal, Portugal : portugues portuguesa portugueses portuguesas portuguese
Francia, France : frances francesa franceses francesas french
Italia, Italy : italiano italiana italianos italianas italian italians
Alemania, Germany : aleman alemana alemanes alemanas german germans
Reino Unido, United Kingdom, UK, Great Britain, England : ingles inglesa ingleses britanico britanica britanicos british english
Irlanda, Ireland : irlandes irlandesa irlandeses irish
Países Bajos, Netherlands, Holanda, Holland : holandes holandesa holandeses neerlandes neerlandeses dutch
Bélgica, Belgium : belga belgas belgian belgians
Suiza, Switzerland : suizo suiza suizos suizas swiss
Austria, Austria : austriaco austriaca austriacos austrian
Suecia, Sweden : sueco sueca suecos suecas swedish
Noruega, Norway : noruego noruega noruegos norwegian
Dinamarca, Denmark : danes danesa daneses danish
Finlandia, Finland : finlandes finlandesa finlandeses finnish
Polonia, Poland : polaco polaca polacos polish
República Checa, Czech Republic, Chequia : checo checa checos czech
Hungría, Hungary : hungaro hungara hungaros hungarian
Grecia, Greece : griego griega griegos greek
Rumanía, Romania : rumano rumana rumanos romanian
Rusia, Russia : ruso rusa rusos russian
Turquía, Turkey : turco turca turcos turkish
Marruecos, Morocco : marroqui marroquies moroccan
Estados Unidos, United States, USA, US : estadounidense estadounidenses americano americana americanos american americans
Canadá, Canada : canadiense canadienses canadian canadians
México, Mexico : mexicano mexicana mexicanos mexicanas mexican
Argentina, Argentina : argentino argentina argentinos argentinian
Chile, Chile : chileno chilena chilenos chilean
Colombia, Colombia : colombiano colombiana colombianos colombian
Perú, Peru : peruano peruana peruanos peruvian
Brasil, Brazil : brasileno brasilena brasilenos brazilian
China, China : chino china chinos chinese
Japón, Japan : japones japonesa japoneses japanese
India, India : indio india indios indian
Australia, Australia : australiano australiana australianos australian
Corea del Sur, South Korea, Korea : coreano coreana coreanos korean
`
